declare module 'virtual:leak-lab/csharp' {
  /** The addresses of what C# takes; null where the site was built without. */
  const addresses: {
    readonly manifest: string;
    /** By name: .NET's scripts, its WebAssembly, assemblies. */
    readonly files: Readonly<Record<string, string>>;
  } | null;
  export default addresses;
}
declare module 'virtual:leak-lab/tab-csharp' {
  /** The address of the script that a worker which runs C# is made of. */
  const address: string;
  export default address;
}
