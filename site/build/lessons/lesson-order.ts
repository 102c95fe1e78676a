import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../lessons/en/', import.meta.url));

/** The lessons' ids in the order that their frontmatter gives them (`sidebar.order`). @throws where one has none, or another's. */
export function lessonIds(): string[] {
  const lessons = readdirSync(folder)
    .filter((file) => file.endsWith('.mdx'))
    .map((file) => ({ id: path.basename(file, '.mdx'), order: orderOf(file) }));
  lessons.sort((a, b) => a.order - b.order);
  const second = lessons.findIndex(({ order }, at) => at > 0 && order === lessons[at - 1]!.order);
  if (second > 0) {
    const [one, other] = lessons.slice(second - 1) as [{ id: string; order: number }, { id: string }];
    throw new Error(
      `lessons/en/${one.id}.mdx and ${other.id}.mdx both have the sidebar.order ${one.order}. Move those from there on by one.`,
    );
  }
  return lessons.map(({ id }) => id);
}

function orderOf(file: string): number {
  const [, order] = /^---\n[^]*?^ {2}order: (\d+)$[^]*?^---$/m.exec(readFileSync(folder + file, 'utf8')) ?? [];
  if (order === undefined) throw new Error(`lessons/en/${file} has no sidebar.order in its frontmatter.`);
  return Number(order);
}
