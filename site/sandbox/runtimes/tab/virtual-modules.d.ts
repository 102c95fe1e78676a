declare module 'virtual:leak-lab/tab-guest' {
  /** The address of the script that a sandbox's frame and workers load. */
  const address: string;
  export default address;
}
declare module 'virtual:leak-lab/tab-more' {
  /** The address of the script with the modules that few programs import. */
  const address: string;
  export default address;
}
declare module 'virtual:leak-lab/tab-enclosure' {
  /** The address of the document that the programs' frames stand in. */
  const address: string;
  export default address;
}
declare module 'virtual:leak-lab/tab-recipes' {
  import type { Recipe } from './recipe.ts';
  /** For each text of the course what makes its module, by its fingerprint. */
  const recipes: Readonly<Record<string, Recipe>>;
  export default recipes;
}
