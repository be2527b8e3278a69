import { randomUUID } from 'node:crypto';

/** A change over many records, as `GET /v1/bulk_operations/:id` reports it. */
export interface BulkOperation {
  readonly __typename: 'BulkOperation';
  readonly id: string;
  readonly name: string;
  readonly status: 'queued' | 'completed';
  readonly estimated_total_rows: number;
  readonly processed_rows: number;
  readonly success_count: number;
  readonly error_count: number;
  readonly error_items: readonly [];
  readonly progress_path: string;
  readonly inserted_at: string;
  readonly updated_at: string;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly failed_at: null;
}

/**
 * The bulk operations of the environment. The work is done before the answer goes out; the answer says `queued`, as
 * the vendor's does, and a look at the operation afterwards says `completed`.
 */
export class BulkOperations {
  #byId = new Map<string, BulkOperation>();
  #now: () => string;

  constructor(now: () => string) {
    this.#now = now;
  }

  /** Records work that was done on so many rows; returns it as the request that started it sees it. */
  done(name: string, rows: number): BulkOperation {
    const id = randomUUID();
    const at = this.#now();
    const queued: BulkOperation = {
      __typename: 'BulkOperation',
      id,
      name,
      status: 'queued',
      estimated_total_rows: rows,
      processed_rows: 0,
      success_count: 0,
      error_count: 0,
      error_items: [],
      progress_path: `/v1/bulk_operations/${id}`,
      inserted_at: at,
      updated_at: at,
      started_at: null,
      completed_at: null,
      failed_at: null,
    };
    this.#byId.set(id, {
      ...queued,
      status: 'completed',
      processed_rows: rows,
      success_count: rows,
      started_at: at,
      completed_at: at,
    });
    return queued;
  }

  get(id: string): BulkOperation | undefined {
    return this.#byId.get(id);
  }
}
