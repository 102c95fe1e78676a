/** Loads something when it is first asked for, and keeps it. Where that fails, it is loaded anew for who asks next. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | null = null;
  return () => {
    if (!kept) {
      const loading = load();
      kept = loading;
      loading.catch(() => (kept = null));
    }
    return kept;
  };
}
