export interface MenuAction {
  label: string;
  onChoose: () => void;
  isDisabled?: boolean;
  isDangerous?: boolean;
  /** What it does puts the focus somewhere else; otherwise it goes back to the button. */
  movesFocus?: boolean;
}

/** One of several, as radio buttons. */
export interface MenuChoice {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChoose: (value: string) => void;
}
