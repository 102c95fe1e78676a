/** How long what a factory makes is kept: for the program, for one scope, or not at all. */
export type Lifetime = 'singleton' | 'scoped' | 'transient';

type Factory<T> = (scope: Scope) => T;

/** Names a service of type `T`. Two tokens are two services, whatever they are called. */
export class Token<T> {
  readonly name: string;
  declare readonly type: T;
  constructor(name: string) {
    this.name = name;
  }
}

interface Registration {
  readonly lifetime: Lifetime;
  readonly factory: Factory<unknown>;
}

/** What is registered (C#: `IServiceCollection`), and the things that live as long as the program. */
export class Container {
  readonly registrations = new Map<Token<unknown>, Registration>();
  readonly root = new Scope(this);

  add<T>(lifetime: Lifetime, token: Token<T>, factory: Factory<T>): this {
    this.registrations.set(token, { lifetime, factory });
    return this;
  }

  /** One for each request (C#: `IServiceScope`). Nothing refers to it once the request is over. */
  createScope(): Scope {
    return new Scope(this);
  }
}

export class Scope {
  readonly #container: Container;
  readonly #instances = new Map<Token<unknown>, unknown>();

  constructor(container: Container) {
    this.#container = container;
  }

  /** @throws where nothing is registered under the token. */
  get<T>(token: Token<T>): T {
    const registration = this.#container.registrations.get(token);
    if (!registration) throw new Error(`${token.name} is not registered.`);
    const { lifetime, factory } = registration;
    if (lifetime === 'transient') return factory(this) as T;
    const home = lifetime === 'singleton' ? this.#container.root : this;
    if (!home.#instances.has(token)) home.#instances.set(token, factory(home));
    return home.#instances.get(token) as T;
  }
}
