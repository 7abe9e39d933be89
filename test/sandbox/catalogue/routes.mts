import type { OperationTemplate } from './load.mts';

export interface RouteMatch {
	/** Every method of the path, by name. */
	readonly operations: ReadonlyMap<string, OperationTemplate>;
	/** Path template as the catalogue has it. */
	readonly template: string;
	readonly values: readonly string[];
	/** Concrete path below the API root, in the template's own spelling, without slashes at its ends. */
	readonly path: string;
}

interface Node {
	readonly words: Map<string, Node>;
	placeholder?: Node;
	leaf?: { template: string; operations: Map<string, OperationTemplate> };
}

const newNode = (): Node => ({ words: new Map() });

export const segmentsOf = (path: string): string[] => path.split('/').filter((part) => part !== '');

const isPlaceholder = (segment: string): boolean => segment.startsWith('{');

function insert(root: Node, operation: OperationTemplate): void {
	let node = root;
	for (const segment of segmentsOf(operation.path)) {
		if (isPlaceholder(segment)) {
			node = node.placeholder ??= newNode();
		} else {
			const word = segment.toLowerCase();
			const next = node.words.get(word) ?? newNode();
			node.words.set(word, next);
			node = next;
		}
	}
	node.leaf ??= { template: operation.path, operations: new Map() };
	node.leaf.operations.set(operation.method, operation);
}

/** Values of integer placeholders; other texts are names (`/system/members/{memberIdentifier}`). */
const isNumeric = (value: string): boolean => /^-?\d+$/.test(value);

/** Finds the operations of a path, fixed words before placeholders and whatever the case. */
export class RouteTable {
	readonly #root = newNode();
	readonly #named: OperationTemplate[] = [];

	constructor(operations: readonly OperationTemplate[]) {
		for (const operation of operations) {
			const takesName = operation.path.endsWith('/') && /\{[^}]*\}\/$/.test(operation.path);
			if (takesName) this.#named.push(operation);
			else insert(this.#root, operation);
		}
	}

	match(path: string): RouteMatch | undefined {
		const segments = segmentsOf(path);
		const byName = this.#matchNamed(segments);
		if (byName) return byName;
		const values: string[] = [];
		const node = walk(this.#root, segments, 0, values);
		if (!node?.leaf) return undefined;
		return { ...node.leaf, values, path: spell(node.leaf.template, values) };
	}

	/** `/system/members/{memberIdentifier}` shares its place with `/system/members/{id}`. */
	#matchNamed(segments: readonly string[]): RouteMatch | undefined {
		const last = segments.at(-1);
		if (last === undefined || isNumeric(last)) return undefined;
		const base = segments.slice(0, -1).join('/').toLowerCase();
		const operations = this.#named.filter(
			({ path }) => segmentsOf(path).slice(0, -1).join('/').toLowerCase() === base,
		);
		const [first] = operations;
		if (!first || this.#hasWord(segments)) return undefined;
		return {
			operations: new Map(operations.map((operation) => [operation.method, operation])),
			template: first.path,
			values: [last],
			path: spell(first.path, [last]),
		};
	}

	#hasWord(segments: readonly string[]): boolean {
		let node: Node | undefined = this.#root;
		for (const segment of segments) node = node?.words.get(segment.toLowerCase());
		return node?.leaf !== undefined;
	}
}

function walk(
	node: Node,
	segments: readonly string[],
	at: number,
	values: string[],
): Node | undefined {
	const segment = segments[at];
	if (segment === undefined) return node.leaf ? node : undefined;
	const word = node.words.get(segment.toLowerCase());
	const byWord = word && walk(word, segments, at + 1, values);
	if (byWord) return byWord;
	if (!node.placeholder) return undefined;
	values.push(segment);
	const byValue = walk(node.placeholder, segments, at + 1, values);
	if (!byValue) values.pop();
	return byValue;
}

function spell(template: string, values: readonly string[]): string {
	let next = 0;
	return segmentsOf(template)
		.map((segment) => (isPlaceholder(segment) ? (values[next++] ?? segment) : segment))
		.join('/');
}
