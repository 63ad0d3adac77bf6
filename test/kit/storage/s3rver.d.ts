/** The part of s3rver that our tests use; the package has no types. */
declare module 's3rver' {
  interface Options {
    port: number;
    address: string;
    silent: boolean;
    directory: string;
    configureBuckets: { name: string; configs: string[] }[];
  }
  export default class S3rver {
    constructor(options: Options);
    /** Makes the buckets and listens. */
    run(): Promise<{ port: number }>;
    /** The server that listens. */
    httpServer: { closeAllConnections(): void };
    close(): Promise<void>;
  }
}
