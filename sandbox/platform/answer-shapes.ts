import * as z from 'zod';
import type { Vendor } from './context.ts';

/** The whole shapes of what a vendor answers where it does not refuse: for tests, as `error-shapes.ts` is. */
export interface AnswerShapes {
  /**
   * By `METHOD /path/:with/:parameters`, or with `?name` or `?name=value` for calls with such a query; the first that
   * fits counts, and a served call must be among them.
   */
  readonly routes: Readonly<Record<string, z.ZodType>>;
  /** Names that tests give to custom fields: only these may an object have beyond its shape. */
  readonly custom?: readonly string[];
}

interface Route {
  readonly name: string;
  readonly fits: (method: string, url: URL) => boolean;
  readonly shape: z.ZodType;
}

/** Notes every answer that has not its shape. */
export class AnswerCheck {
  readonly #routes: readonly Route[];
  readonly #custom: ReadonlySet<string>;
  readonly #wrong = new Set<string>();
  readonly #reached = new Set<string>();

  constructor({ routes, custom = [] }: AnswerShapes) {
    this.#routes = Object.entries(routes).map(([name, shape]) => ({ name, fits: fitting(name), shape }));
    this.#custom = new Set(custom);
  }

  /** The vendor, answering as before, with its answers looked at on the way. */
  watch<V extends Vendor>(vendor: V): V {
    return {
      ...vendor,
      fetch: async (request) => {
        const answer = await vendor.fetch(request);
        if (answer.ok && answer.headers.get('content-type')?.includes('json')) {
          this.check(request.method, new URL(request.url), await answer.clone().json());
        }
        return answer;
      },
    };
  }

  check(method: string, url: URL, json: unknown): void {
    const route = this.#routes.find(({ fits }) => fits(method, url));
    if (!route) {
      this.#wrong.add(`${method} ${url.pathname}: no shape is known of its answer`);
      return;
    }
    this.#reached.add(route.name);
    const misfit = misfitOf(route.shape, json, this.#custom);
    if (misfit) this.#wrong.add(`${route.name}: ${misfit}`);
  }

  /** What was wrong until now, a text for each kind of call and mistake. */
  get wrong(): readonly string[] {
    return [...this.#wrong];
  }

  /** The calls that were answered until now without a refusal, as the table names them. */
  get reached(): readonly string[] {
    return [...this.#reached];
  }
}

/**
 * Why a value has not its shape, in words; nothing if it has.
 * @param custom names of fields that an object may have beyond its shape
 */
export function misfitOf(shape: z.ZodType, value: unknown, custom: ReadonlySet<string>): string | undefined {
  const isCustom = (issue: z.core.$ZodIssue): boolean =>
    issue.code === 'unrecognized_keys' && issue.keys.every((key) => custom.has(key));
  const issues = (shape.safeParse(value).error?.issues ?? []).filter((issue) => !isCustom(issue));
  return issues.length > 0 ? z.prettifyError({ issues }) : undefined;
}

/** @param name `GET /users/:user?mode=short` */
function fitting(name: string): Route['fits'] {
  const [call = '', query] = name.split('?');
  const pattern = new RegExp(`^${call.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`);
  const [parameter = '', value] = query?.split('=') ?? [];
  return (method, { pathname, searchParams }) =>
    pattern.test(`${method} ${pathname}`) && (query === undefined || searchParams.has(parameter, value));
}
