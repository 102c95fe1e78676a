// Right: five requests at once, each with a scope of its own.
import { Container, Token, type Scope } from './container.ts';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient, type ServiceClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

type SumClient = ServiceClient<typeof IMyFirstService>;

const Request = new Token<{ readonly tenant: string }>('Request');
const Channel = new Token<GrpcChannel>('Channel');
const Base = new Token<SumClient>('Base');
const Sum = new Token<SumClient>('Sum');

let requests = 0;

const container = new Container()
  .add('scoped', Request, () => ({ tenant: `tenant-${++requests % 100}` }))
  .add('singleton', Channel, () =>
    GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`),
  )
  .add('singleton', Base, (scope) => MagicOnionClient.create(IMyFirstService, scope.get(Channel)))
  .add('scoped', Sum, (scope) =>
    scope.get(Base).withHeaders({ 'x-tenant': scope.get(Request).tenant }),
  );

const price = (scope: Scope, x: number) => scope.get(Sum).sumAsync(x, 456);
const tax = (scope: Scope, x: number) => scope.get(Sum).sumAsync(x, 19);

async function serve(): Promise<never> {
  for (;;) {
    const scope = container.createScope();
    const { tenant } = scope.get(Request);
    const x = requests % 1000;
    const [total, withTax] = [await price(scope, x), await tax(scope, x)];
    if (requests % 500 === 1) console.log(`${tenant}: ${total}, ${withTax}`);
  }
}

await Promise.all(Array.from({ length: 5 }, serve));
