export type Path = ReadonlyArray<string | number>;

type Part = 'name' | 'value';

/**
 * Where a value stands in a JSON text that is known to be valid, as the server's own parser
 * reports it: line from 1, and how many characters of that line end with the name's colon (`name`)
 * or with the value.
 */
export function positionOf(
	text: string,
	path: Path,
	part: Part,
): { line: number; position: number } {
	const offset = new Scanner(text).find(path, part);
	const before = text.slice(0, offset);
	return { line: before.split('\n').length, position: offset - before.lastIndexOf('\n') - 1 };
}

class Scanner {
	readonly #text: string;
	#at = 0;

	constructor(text: string) {
		this.#text = text;
	}

	find(path: Path, part: Part): number {
		const [head, ...rest] = path;
		this.#skipSpace();
		if (head === undefined) {
			this.#skipValue();
			return this.#at;
		}
		if (this.#text[this.#at] === '[') return this.#findElement(Number(head), rest, part);
		return this.#findMember(String(head), rest, part);
	}

	#findElement(index: number, rest: Path, part: Part): number {
		this.#at++;
		for (let skipped = 0; skipped < index; skipped++) {
			this.#skipValue();
			this.#skipBehind(',');
		}
		return this.find(rest, part);
	}

	#findMember(name: string, rest: Path, part: Part): number {
		this.#at++;
		while (this.#at < this.#text.length) {
			this.#skipSpace();
			const start = this.#at;
			this.#skipValue();
			const isFound = JSON.parse(this.#text.slice(start, this.#at)) === name;
			this.#skipBehind(':');
			if (isFound) return rest.length === 0 && part === 'name' ? this.#at : this.find(rest, part);
			this.#skipValue();
			this.#skipBehind(',');
		}
		return this.#at;
	}

	#skipSpace(): void {
		while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
	}

	#skipBehind(character: string): void {
		const found = this.#text.indexOf(character, this.#at);
		this.#at = found < 0 ? this.#text.length : found + 1;
	}

	#skipValue(): void {
		this.#skipSpace();
		const opening = this.#text[this.#at];
		if (opening === '"') return this.#skipText();
		if (opening === '{' || opening === '[') return this.#skipNested();
		while (/[^\s,\]}]/.test(this.#text[this.#at] ?? ',')) this.#at++;
	}

	#skipNested(): void {
		let depth = 0;
		do {
			const character = this.#text[this.#at];
			if (character === '"') {
				this.#skipText();
				continue;
			}
			if (character === '{' || character === '[') depth++;
			if (character === '}' || character === ']') depth--;
			this.#at++;
		} while (depth > 0);
	}

	#skipText(): void {
		this.#at++;
		while (this.#text[this.#at] !== '"') this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
		this.#at++;
	}
}
