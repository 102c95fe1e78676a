import type { ClassCost } from '../recordings/class-cost.ts';

/** What the page for companies says of the figures of a class. Used at site build only. */
interface ClassCostStrings {
  learners: string;
  hubs: string;
  measure: Record<keyof Pick<ClassCost, 'late' | 'memory' | 'core'>, string>;
  on(hubs: number): string;
  origin(machine: { cores: string; memory: string; node: string }): string;
}

const english: ClassCostStrings = {
  learners: 'Learners',
  hubs: 'Hubs',
  measure: { late: 'Late by, 95 of 100', memory: 'Memory of a hub', core: 'Share of a core' },
  on: (hubs) => (hubs === 1 ? 'one, SQLite' : `${hubs}, PostgreSQL`),
  origin: ({ cores, memory, node }) =>
    `Measured on Node ${node}, ${cores} cores, ${memory} GiB of memory. Learners, a trainer’s browser and the database ran on the same machine.`,
};

const chinese: ClassCostStrings = {
  learners: '学员',
  hubs: '服务进程',
  measure: { late: '延迟（P95）', memory: '每个进程的内存', core: '占一个核的比例' },
  on: (hubs) => (hubs === 1 ? '一个，SQLite' : `${hubs} 个，PostgreSQL`),
  origin: ({ cores, memory, node }) =>
    `实测环境：Node ${node}，${cores} 核，内存 ${memory} GiB。学员、讲师的浏览器和数据库都在同一台机器上。`,
};

export const classCostStrings = (lang: string): ClassCostStrings => (lang.startsWith('zh') ? chinese : english);
