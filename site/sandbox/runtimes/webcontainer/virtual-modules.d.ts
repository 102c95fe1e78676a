declare module 'virtual:leak-lab/webcontainer-client' {
  /** The address of `@webcontainer/api` as one module. */
  const address: string;
  export default address;
}
declare module 'virtual:leak-lab/webcontainer-tree' {
  /** The address of what is mounted into a container, as JSON. */
  const address: string;
  export default address;
}
