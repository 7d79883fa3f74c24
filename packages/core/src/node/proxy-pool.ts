/** Connections to a proxy, whose failures say that it was the proxy: the portal was never reached. */
import { Pool, type Dispatcher } from "undici";
import { isPassing } from "../connection-failure.js";
import { classifyFailure, ProxyFailure } from "../system-failure.js";

type Target = Omit<Dispatcher.ConnectOptions, "origin">;
type Callback = (error: Error | null, tunnel: Dispatcher.ConnectData) => void;

export class ProxyPool extends Pool {
  readonly #proxy: URL;

  /** `options` are those that ProxyAgent gives to whoever makes its pool. */
  constructor(proxy: URL, options: object) {
    super(proxy, options);
    this.#proxy = proxy;
  }

  override connect(target: Target): Promise<Dispatcher.ConnectData>;
  override connect(target: Target, callback: Callback): void;
  override connect(target: Target, callback?: Callback): Promise<Dispatcher.ConnectData> | undefined {
    // ProxyAgent asks for the promise.
    if (!callback) return this.#openTunnel(super.connect(target));
    super.connect(target, callback);
    return undefined;
  }

  async #openTunnel(opening: Promise<Dispatcher.ConnectData>): Promise<Dispatcher.ConnectData> {
    const tunnel = await opening.catch((cause: unknown) => {
      const { reason, text, cause: found } = classifyFailure(cause);
      throw this.#toFailure(text, { isPassing: isPassing(reason, found), cause });
    });
    if (tunnel.statusCode === 200) return tunnel;
    tunnel.socket.on("error", () => undefined).destroy();
    throw this.#toFailure(`it answered with ${tunnel.statusCode}`, { isPassing: tunnel.statusCode >= 502 });
  }

  /** Of the proxy's address, nobody is shown the credentials. */
  #toFailure(problem: string, options: ConstructorParameters<typeof ProxyFailure>[1]): ProxyFailure {
    const { protocol, host } = this.#proxy;
    return new ProxyFailure(`${protocol}//${host} opened no connection: ${problem}`, options);
  }
}
