import type { ReactNode } from 'react';

export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** Of the box: its size. */
  className: string;
  testId: string;
  children: ReactNode;
}
