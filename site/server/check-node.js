// In the JavaScript of any Node, and before any flag that only a newer one knows: says which is needed. The packages bring one along, but where a
// platform has none, or an install leaves out what is optional. A part of the scripts, since npm runs no `prestart` where installs run nothing.
const needed = '24.21.0';

const parts = (/** @type {string} */ version) => version.split('.').map(Number);
const [major = 0, minor = 0] = parts(process.versions.node);
const [neededMajor = 0, neededMinor = 0] = parts(needed);
if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
  console.error(
    `Leak Lab runs on Node ${needed} or newer, and this is ${process.versions.node} (${process.execPath}). "npm ci" brings one along, unless it leaves out optional packages, or this platform has none.`,
  );
  process.exit(1);
}
