import { useSyncExternalStore } from 'react';

/** A habit of the person at this browser: yes or no, and no at first. Makes its hook, which all tabs agree on. */
export function storedSetting(key: string): () => [boolean, (on: boolean) => void] {
  const listeners = new Set<() => void>();
  const isOn = () => localStorage.getItem(key) === 'yes';
  const set = (on: boolean) => {
    if (on) localStorage.setItem(key, 'yes');
    else localStorage.removeItem(key);
    listeners.forEach((listener) => listener());
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    // Of another tab.
    addEventListener('storage', listener);
    return () => {
      listeners.delete(listener);
      removeEventListener('storage', listener);
    };
  };
  return () => [useSyncExternalStore(subscribe, isOn), set];
}
