import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { dotnetZip } from './dotnet-zip.ts';

test('the solution that readers download is whole, small, and holds nothing that was built', () => {
  const zip = dotnetZip();
  const files = unzipSync(zip);
  const names = Object.keys(files).map((name) => name.replace(/^leak-lab-dotnet\//, ''));
  const solution = strFromU8(files['leak-lab-dotnet/LeakLab.slnx']!);
  const projects = [...solution.matchAll(/Path="([^"]+)"/g)].map(([, path]) => path);
  expect(projects.length).toBeGreaterThan(4);
  expect(names).toEqual(
    expect.arrayContaining([...projects, 'LICENSE', 'README.md', 'Directory.Build.props', 'Directory.Packages.props']),
  );
  expect(names.filter((name) => !/\.(cs|csproj|slnx|props|proto|md)$|^LICENSE$/.test(name))).toEqual([]);
  expect(zip.length).toBeLessThan(60_000);
});
