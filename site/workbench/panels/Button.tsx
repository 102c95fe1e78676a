import type { ComponentChildren } from 'preact';

interface ButtonProps {
  children: ComponentChildren;
  primary?: boolean;
  /** Told to assistive technology while the button keeps the focus that it may have. */
  disabled?: boolean;
  pressed?: boolean;
  /** Sends the form that it stands in. */
  submit?: boolean;
  onClick?(): unknown;
}

export const Button = ({ children, primary = false, disabled = false, pressed, submit, onClick }: ButtonProps) => (
  <button
    type={submit ? 'submit' : 'button'}
    class={primary ? 'lab-button lab-primary' : 'lab-button'}
    aria-disabled={disabled}
    aria-pressed={pressed}
    onClick={() => disabled || onClick?.()}
  >
    {children}
  </button>
);
