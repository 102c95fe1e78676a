import type { ComponentChildren } from 'preact';

interface ButtonProps {
  children: ComponentChildren;
  primary?: boolean;
  /** Told to assistive technology while the button keeps the focus that it may have. */
  disabled?: boolean;
  pressed?: boolean;
  onClick(): unknown;
}

export const Button = ({ children, primary = false, disabled = false, pressed, onClick }: ButtonProps) => (
  <button
    type="button"
    class={primary ? 'lab-button lab-primary' : 'lab-button'}
    aria-disabled={disabled}
    aria-pressed={pressed}
    onClick={() => disabled || onClick()}
  >
    {children}
  </button>
);
