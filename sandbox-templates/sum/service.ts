import { defineService, unary } from './magiconion/service.ts';
import { int32 } from './magiconion/types.ts';

/** In C#: `public interface IMyFirstService : IService<IMyFirstService> { UnaryResult<int> SumAsync(int x, int y); }` */
export const IMyFirstService = defineService('IMyFirstService', {
  SumAsync: unary([int32, int32], int32),
});
