import { defineService, unary } from '../../sandbox-templates/sum/magiconion/service.ts';
import { int32 } from '../../sandbox-templates/sum/magiconion/types.ts';

/** C#'s `IInterop`: what the interop tests call. */
export const IInterop = defineService('IInterop', {
  SumAsync: unary([int32, int32], int32),
  EndAsync: unary([int32], int32),
  HeaderAsync: unary([int32], int32),
  WaitAsync: unary([int32], int32),
  StartedAsync: unary([int32], int32),
  WaitingAsync: unary([int32], int32),
  CancelledAsync: unary([int32], int32),
});

/** One of the same name on the wire, with a method that no server has. */
export const Unserved = defineService('IInterop', { NoSuchAsync: unary([int32], int32) });
