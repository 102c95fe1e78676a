declare module 'virtual:type-files' {
  /** Declaration files by path. */
  const files: Readonly<Record<string, string>>;
  export default files;
}

declare module '*?worker&url' {
  /** The address of a worker's script. */
  const address: string;
  export default address;
}
