import { defineService, unary } from './magiconion/service.ts';
import { int32 } from './magiconion/types.ts';

/** In C#, an `IService<IArithmetic>` with three methods, each `UnaryResult<int> …Async(int x, int y)`. */
export const IArithmetic = defineService('IArithmetic', {
  SumAsync: unary([int32, int32], int32),
  DifferenceAsync: unary([int32, int32], int32),
  ProductAsync: unary([int32, int32], int32),
});
