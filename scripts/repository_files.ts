import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** The files of the repository, new ones that no rule ignores among them: what a commit of everything would have. */
export function repositoryFiles(root: string): string[] {
  // The clone may be that of another user, which git would refuse.
  const args = ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const paths = execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\0").filter((path) =>
    path !== ""
  );
  return [...new Set(paths)].filter((path) => existsSync(join(root, path)));
}
