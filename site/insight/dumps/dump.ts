import { dominatorsOf, type Dominators } from './dominators.ts';
import type { HeapGraph } from './heap-graph.ts';
import { retainedByType, typeTable, type TypeTable } from './type-table.ts';
import { Ways } from './ways.ts';

/** A heap dump that was read. What takes long is reckoned when it is first asked for, and kept. */
export class Dump {
  readonly graph: HeapGraph;
  readonly table: TypeTable;
  #dominators: Dominators | null = null;
  #retained: Float64Array | null = null;
  #ways: Ways | null = null;

  constructor(graph: HeapGraph) {
    this.graph = graph;
    this.table = typeTable(graph);
  }

  get dominators(): Dominators {
    return (this.#dominators ??= dominatorsOf(this.graph));
  }

  /** By type: see `retainedByType`. */
  get retained(): Float64Array {
    return (this.#retained ??= retainedByType(this.graph, this.dominators));
  }

  get ways(): Ways {
    return (this.#ways ??= new Ways(this.graph));
  }
}
