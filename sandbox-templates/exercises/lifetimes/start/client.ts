import { Container, Token, type Scope } from './container.ts';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient, type ServiceClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

type SumClient = ServiceClient<typeof IMyFirstService>;

const Request = new Token<{ readonly tenant: string }>('Request');
const Channel = new Token<GrpcChannel>('Channel');
const Sum = new Token<SumClient>('Sum');

let requests = 0;

const container = new Container()
  .add('scoped', Request, () => ({ tenant: `tenant-${++requests % 100}` }))
  .add('singleton', Channel, () =>
    GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`),
  )
  .add('transient', Sum, (scope) =>
    MagicOnionClient.create(IMyFirstService, scope.get(Channel)).withHeaders({
      'x-tenant': scope.get(Request).tenant,
    }),
  );

/** Two parts of one request. Each asks the container for a client, as a constructor's parameter would. */
const price = (scope: Scope, x: number) => scope.get(Sum).sumAsync(x, 456);
const tax = (scope: Scope, x: number) => scope.get(Sum).sumAsync(x, 19);

for (;;) {
  const scope = container.createScope();
  const { tenant } = scope.get(Request);
  const x = requests % 1000;
  const [total, withTax] = [await price(scope, x), await tax(scope, x)];
  if (requests % 500 === 1)
    console.log(`Request ${requests}, ${tenant}: ${x} + 456 = ${total}, ${x} + 19 = ${withTax}`);
}
