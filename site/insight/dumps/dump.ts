import { dominatorsOf, type Dominators } from './dominators.ts';
import type { HeapGraph } from './heap-graph.ts';
import { DominatorTree } from './dominator-tree.ts';
import { typeTable, type TypeTable } from './type-table.ts';
import { Ways, type Way } from './ways.ts';

/** A heap dump that was read. What takes long is reckoned when it is first asked for, and kept. */
export class Dump {
  readonly graph: HeapGraph;
  readonly table: TypeTable;
  #dominators: Dominators | null = null;
  #tree: DominatorTree | null = null;
  #retained: Float64Array | null = null;
  #ways: Ways | null = null;

  constructor(graph: HeapGraph) {
    this.graph = graph;
    this.table = typeTable(graph);
  }

  get dominators(): Dominators {
    return (this.#dominators ??= dominatorsOf(this.graph));
  }

  get tree(): DominatorTree {
    return (this.#tree ??= new DominatorTree(this.graph, this.dominators));
  }

  /** By type: bytes that would go with all its objects. */
  get retained(): Float64Array {
    return (this.#retained ??= this.tree.retainedByType());
  }

  /** The ways to the objects of a type, those that hold most of them first; and how many no root reaches. */
  waysTo(type: number): { readonly ways: readonly Way[]; readonly unreached: number } {
    return this.ways.of(type, this.tree);
  }

  get ways(): Ways {
    return (this.#ways ??= new Ways(this.graph));
  }
}
