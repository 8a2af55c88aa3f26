type Manifest = { readonly dependencies?: Readonly<Record<string, string>>; readonly devDependencies?: Readonly<Record<string, string>> }
type Lock = { readonly packages: Readonly<Record<string, object>> }

/** The manifest and the lock file without what neither the shipped packages nor the builders lead to. */
export function forBuilding(manifest: Manifest, lock: Lock): { readonly manifest: Manifest; readonly lock: Lock }
