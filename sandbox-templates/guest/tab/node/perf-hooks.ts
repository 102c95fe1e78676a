// A browser's own `performance` has what Node's has, but for what looks into Node's event loop.
export const performance = globalThis.performance;
export const PerformanceObserver = globalThis.PerformanceObserver;
export const PerformanceEntry = globalThis.PerformanceEntry;
export const PerformanceMark = globalThis.PerformanceMark;
export const PerformanceMeasure = globalThis.PerformanceMeasure;
