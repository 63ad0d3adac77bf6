import { useSearchParams } from 'react-router';

/** Changes parts of the page's address, without a step in the browser's history; null takes one out. */
export function useAddress(): (parts: Record<string, string | null>) => void {
  const [, setParams] = useSearchParams();
  return (parts) => {
    // Not those that the router has rendered: of two changes at once, the second builds on the first.
    const params = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(parts)) {
      if (value === null) params.delete(name);
      else params.set(name, value);
    }
    setParams(params, { replace: true, preventScrollReset: true });
  };
}
