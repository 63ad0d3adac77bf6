import DataLoader from 'dataloader';

/**
 * A loader whose lookups of one turn of the event loop share one statement. It remembers nothing: the rows change at any
 * moment.
 */
export function sharing<K, V>(load: DataLoader.BatchLoadFn<K, V>): DataLoader<K, V> {
  return new DataLoader(load, { cache: false, batchScheduleFn: (send) => setImmediate(send) });
}
