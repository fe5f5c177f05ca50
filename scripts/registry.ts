import { createHash } from "node:crypto";
import type { NpmPackage } from "./npm_package.ts";

/** A package as it would be on JSR, and on the npm side of JSR. */
export interface RegistryPackage {
  /** `@scope/name`. */
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly npm: NpmPackage;
}

/** A registry on loopback with one package; `url` ends with a slash. */
export interface Registry {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Serves what Deno asks JSR for, and npm the registry of `@jsr`. */
export function serveRegistry(it: RegistryPackage): Registry {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const { origin, pathname } = new URL(request.url);
    const path = decodeURIComponent(pathname);
    if (path === `/${it.name}/meta.json`) return Response.json(jsrPackage(it));
    if (path === `/${it.name}/${it.version}_meta.json`) return Response.json(jsrVersion(it));
    if (path === `/${it.npm.manifest.name}`) return Response.json(packument(it.npm, `${origin}/package.tgz`));
    if (path === "/package.tgz") return new Response(it.npm.tarball);
    const file = it.files.get(path.slice(`/${it.name}/${it.version}`.length));
    return file ? new Response(file) : new Response(null, { status: 404 });
  });
  return { url: `http://127.0.0.1:${server.addr.port}/`, stop: () => server.shutdown() };
}

function jsrPackage({ name, version }: RegistryPackage): unknown {
  const [scope, bareName] = name.slice(1).split("/");
  return { scope, name: bareName, latest: version, versions: { [version]: {} } };
}

function jsrVersion({ exports, files }: RegistryPackage): unknown {
  const manifest = Object.fromEntries(
    [...files].map(([path, content]) => {
      const checksum = `sha256-${createHash("sha256").update(content).digest("hex")}`;
      return [path, { size: content.length, checksum }];
    }),
  );
  return { manifest, exports };
}

function packument({ manifest, tarball }: NpmPackage, url: string): unknown {
  const { name, version } = manifest;
  const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  return {
    name,
    "dist-tags": { latest: version },
    versions: { [version]: { ...manifest, dist: { tarball: url, integrity } } },
  };
}
