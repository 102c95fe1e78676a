declare module 'virtual:type-files' {
  /** Declaration files by path. */
  const files: Readonly<Record<string, string>>;
  export default files;
}
