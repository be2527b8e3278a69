/** What a row of fields takes, in words below it, once somebody has left one with something else in it. */
export class Refusal {
  readonly words = document.createElement('small');
  readonly #sentence: string;
  readonly #fields = new Set<HTMLInputElement>();

  constructor(sentence: string) {
    this.#sentence = sentence;
    this.words.className = 'refusal';
    this.words.role = 'alert';
  }

  /** Marks a field, or takes that back. Nobody is corrected in the middle of a word: the sentence waits. */
  mark(field: HTMLInputElement, wrong: boolean): void {
    field.ariaInvalid = wrong ? 'true' : null;
    if (!this.#fields.has(field)) {
      this.#fields.add(field);
      field.addEventListener('change', () => this.#tell());
    }
    if (!wrong) this.#tell();
  }

  #tell(): void {
    const wrong = [...this.#fields].some(({ ariaInvalid }) => ariaInvalid !== null);
    this.words.textContent = wrong ? this.#sentence : '';
  }
}
