import type { CallOptions } from './magiconion/call-options.ts';
import { CallInvoker } from './magiconion/call-invoker.ts';
import type { Method } from './magiconion/method.ts';

/**
 * Makes each call with the first method of its name, so that a channel's cache finds what it stored. To try it:
 * `MagicOnionClient.create(IMyFirstService, new ByName(channel))`, with one `ByName` for one channel.
 */
export class ByName extends CallInvoker {
  readonly #first = new Map<string, Method>();

  override unaryCall(
    method: Method,
    host: string | undefined,
    options: CallOptions,
    request: unknown[],
  ): Promise<unknown> {
    let first = this.#first.get(method.fullName);
    if (!first) this.#first.set(method.fullName, (first = method));
    return super.unaryCall(first, host, options, request);
  }
}
