// Right: the base is made beside the container, which hands out what derives from it.
import { Container, Token, type Scope } from './container.ts';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient, type ServiceClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

type SumClient = ServiceClient<typeof IMyFirstService>;

const Request = new Token<{ readonly tenant: string }>('Request');
const Sum = new Token<SumClient>('Sum');

let requests = 0;

const base = MagicOnionClient.create(
  IMyFirstService,
  GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`),
);
const container = new Container()
  .add('scoped', Request, () => ({ tenant: `tenant-${++requests % 100}` }))
  .add('scoped', Sum, (scope) => base.withHeaders({ 'x-tenant': scope.get(Request).tenant }));

const price = (scope: Scope, x: number) => scope.get(Sum).sumAsync(x, 456);
const tax = (scope: Scope, x: number) => scope.get(Sum).sumAsync(x, 19);

for (;;) {
  const scope = container.createScope();
  scope.get(Request);
  await price(scope, requests % 1000);
  await tax(scope, requests % 1000);
}
