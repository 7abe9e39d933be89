/** What npm has asked for while it installed that host once, to show how far an installation is. */
export interface ExpectedRequests {
	readonly descriptions: number;
	readonly files: number;
}

const FILE = /\bhttp (?:fetch GET|cache) .*?(https?:\S+\.tgz)/;
const DESCRIPTION = /\bhttp fetch GET \d+ (https?:\S+)/;
const SCRIPT_BEGINS = /\binfo run (\S+) (?:pre|post)?install (?!\{)/;
const SCRIPT_ENDS = /\binfo run (\S+) (?:pre|post)?install \{/;

/** Of the files, from where on the rest of the step is unpacking. */
const NEARLY_ALL = 0.98;

const grouped = (count: number): string => count.toLocaleString('en-US');

function outOf(count: number, expected: number | undefined): string {
	return expected === undefined || count > expected
		? grouped(count)
		: `${grouped(count)} of about ${grouped(expected)}`;
}

/**
 * Follows an npm installation by the lines that `npm install --loglevel=info` prints: it first
 * reads descriptions to work out which packages it takes, fetches and unpacks these, and then runs
 * the scripts of the few that are compiled.
 */
export class InstallProgress {
	readonly #expected: ExpectedRequests | undefined;
	readonly #descriptions = new Set<string>();
	readonly #files = new Set<string>();
	readonly #building = new Set<string>();
	#hasBuilt = false;

	/** @param expected undefined where nobody has counted: then no totals are shown */
	constructor(expected?: ExpectedRequests) {
		this.#expected = expected;
	}

	/** Takes one line of npm's; npm repeats itself, and each package counts once. */
	read(line: string): void {
		const file = FILE.exec(line)?.[1];
		const ended = SCRIPT_ENDS.exec(line)?.[1];
		const begun = SCRIPT_BEGINS.exec(line)?.[1];
		if (file !== undefined) this.#files.add(file);
		else if (ended !== undefined) this.#building.delete(ended);
		else if (begun !== undefined) this.#build(begun);
		else this.#describe(DESCRIPTION.exec(line)?.[1]);
	}

	#build(packageName: string): void {
		this.#hasBuilt = true;
		this.#building.add(packageName);
	}

	#describe(url: string | undefined): void {
		if (url !== undefined) this.#descriptions.add(url);
	}

	get #fetching(): string {
		const { size } = this.#files;
		const expected = this.#expected?.files;
		return expected !== undefined && size >= expected * NEARLY_ALL
			? `unpacking ${grouped(size)} packages`
			: `fetching and unpacking packages: ${outOf(size, expected)}`;
	}

	/** The step that is under way, what it waits for, and how long it usually takes. */
	get step(): string {
		if (this.#building.size > 0) {
			return `step 3 of 4, compiling ${[...this.#building].join(', ')} (usually one to three minutes)`;
		}
		if (this.#hasBuilt) return 'step 3 of 4, finishing the installation';
		if (this.#files.size > 0) {
			return `step 2 of 4, ${this.#fetching} (usually one to three minutes)`;
		}
		const read = outOf(this.#descriptions.size, this.#expected?.descriptions);
		return `step 1 of 4, working out which packages n8n needs: ${read} descriptions read (usually about a minute)`;
	}
}
