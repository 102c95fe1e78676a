import diagnosticsChannel from 'node:diagnostics_channel';
import { join } from 'node:path';
import { GrpcChannel } from '../../sandbox-templates/sum/magiconion/channel.ts';
import { MagicOnionClient } from '../../sandbox-templates/sum/magiconion/client.ts';
import { IMyFirstService } from '../../sandbox-templates/sum/service.ts';
import { startServer } from '../support/shell.ts';
import { root } from '../support/templates.ts';

/** Makes the calls of a C# scenario with the port of MagicOnion's client, and counts the methods that its channel took in. */
export async function portsEntries(
  scenario: 'client-for-each-call' | 'one-client' | 'with-options',
  calls: number,
): Promise<number> {
  const { server, port } = await startServer(join(root, 'sandbox-templates/sum'));
  await using _server = server;
  const channel = GrpcChannel.forAddress(`http://127.0.0.1:${port}`);
  const base = MagicOnionClient.create(IMyFirstService, channel);
  let entries = 0;
  const count = () => void entries++;
  diagnosticsChannel.subscribe('magiconion.channel.method-cached', count);
  try {
    for (let call = 0; call < calls; call++) {
      const client = {
        'client-for-each-call': () => MagicOnionClient.create(IMyFirstService, channel),
        'one-client': () => base,
        'with-options': () => base.withOptions({ deadline: new Date(Date.now() + 30_000) }),
      }[scenario]();
      await client.sumAsync(123, 456);
    }
    return entries;
  } finally {
    diagnosticsChannel.unsubscribe('magiconion.channel.method-cached', count);
    channel.dispose();
  }
}
