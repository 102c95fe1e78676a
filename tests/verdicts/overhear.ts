/** Runs in a page: keeps the samples that come to it, whichever way, where `heardBy` finds them. */
export function overhear(): void {
  const heard: unknown[] = [];
  Object.assign(globalThis, { heard });
  const hear = (message: { type?: string; sample?: unknown } | null | undefined) => {
    if (message?.type === 'sample') heard.push(message.sample);
  };
  for (const [type, read] of [
    [MessagePort, (data: unknown) => data],
    [WebSocket, (data: unknown) => (JSON.parse(String(data)) as { message?: unknown }).message],
  ] as const) {
    const { set, ...rest } = Object.getOwnPropertyDescriptor(type.prototype, 'onmessage')!;
    Object.defineProperty(type.prototype, 'onmessage', {
      ...rest,
      set(listener: (event: MessageEvent) => void) {
        set!.call(this, (event: MessageEvent) => {
          hear(read(event.data) as { type?: string });
          listener.call(this, event);
        });
      },
    });
  }
}
