interface Props {
  label: string;
  most: number;
  value: string | number;
  onInput(value: string): void;
}

/** A field for a whole number from 1 on. */
export const NumberField = ({ label, most, value, onInput }: Props) => (
  <label>
    <span>{label}</span>
    <input
      type="number"
      min="1"
      max={most}
      value={value}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
    />
  </label>
);
