/**
 * Where public sources contradict each other, or say nothing, a switch decides what the sandbox
 * does. The first value of each is the default: what most sources agree on.
 */
const SWITCHES = {
	missingClientId: {
		values: [401, 400, 403, 'accepted'],
		doc: 'Status of a request whose clientId header is missing or no GUID',
	},
	wrongKeys: {
		values: ['unauthorized', 'notAuthenticated', 'notFound'],
		doc: 'Answer to wrong keys: 401 Unauthorized, 401 UserNotAuthenticated, or 404',
	},
	wrongCompany: {
		values: ['cannotRoute', 'unauthorized'],
		doc: 'Answer to keys of an unknown login company',
	},
	uiHost: {
		values: ['accepted', 'sslRequired', 'html'],
		doc: 'Calls whose Host header names a cloud host without its api- prefix',
	},
	systemInfoNeedsKeys: {
		values: [true, false],
		doc: 'Whether /system/info checks the keys',
	},
	unknownCompanyInfo: {
		values: ['null', 'notFound'],
		doc: '/login/companyinfo of an unknown company: 200 with null, or 404',
	},
	isCloudText: {
		values: [false, true],
		doc: 'Whether companyinfo gives IsCloud as the text "True"',
	},
	staleCodebase: {
		values: ['notFound', 'columnText'],
		doc: 'Answer to a dated code base that is not the current one',
	},
	forwardOnlyLink: {
		values: ['pageId', 'pageIdFirst', 'conditions'],
		doc: 'Form of the forward-only Link: pageId last, pageId first, or with the conditions after it',
	},
	forwardOnlyEnd: {
		values: ['emptyLink', 'noLink'],
		doc: 'What marks the last forward-only page',
	},
	forwardOnlyOrderBy: {
		values: ['refused', 'ignored'],
		doc: 'orderBy together with forward-only paging',
	},
	forwardOnlyMode: {
		values: ['offered', 'ignored'],
		doc: 'Whether lists look at the forward-only header, or answer a navigable Link that repeats pageId',
	},
	forwardOnlyLastNext: {
		values: ['absent', 'current'],
		doc: 'Next on the last forward-only page: none, or one that names the current pageId',
	},
	largestPage: {
		values: [1000, 100, 25],
		doc: 'Most records of a page',
	},
	largerPages: {
		values: ['capped', 'refused'],
		doc: 'A page size above the largest: quietly lowered, or 400 OutOfRange as on old servers',
	},
	linkHeader: {
		values: [true, false],
		doc: 'Whether Link headers reach the client, or a proxy drops them',
	},
	pageNumber: {
		values: ['obeyed', 'ignored'],
		doc: 'Whether page and pageId are looked at, or the first page comes again and again',
	},
	linkLast: {
		values: [true, false],
		doc: 'Whether navigable Link headers name the last page',
	},
	linkHost: {
		values: ['own', 'foreign'],
		doc: 'Host in Link and _info: the one called, or another one',
	},
	quoteEscape: {
		values: ['backslash', 'doubled', 'none'],
		doc: 'How a quote inside a text literal of conditions is escaped',
	},
	fieldNameCase: {
		values: ['ignored', 'strict'],
		doc: 'Case of field names in conditions and orderBy',
	},
	unknownFields: {
		values: ['dropped', 'refused'],
		doc: 'Unknown names in the fields parameter',
	},
	lastUpdatedFilter: {
		values: [true, false],
		doc: 'Whether lists accept lastUpdated in conditions although it lives in _info',
	},
	isoDatesInConditions: {
		values: [true, false],
		doc: 'Whether ISO date-times in conditions work, or fail as one self-hosted server does',
	},
	idInConditions: {
		values: [true, false],
		doc: 'Whether id can be filtered on; refused as an unknown name otherwise',
	},
	omittedCustomFields: {
		values: ['kept', 'cleared'],
		doc: 'Custom fields that a written array leaves out',
	},
	patchNeedsCustomFields: {
		values: [false, true],
		doc: 'Whether PATCH of a record with custom fields must carry a customFields operation',
	},
	patchSubPath: {
		values: ['idOnly', 'applied', 'ignored'],
		doc: 'PATCH paths into a reference: status/id, every one or none changes it; the others answer 200',
	},
	dateOnlyDay: {
		values: ['utc', 'server'],
		doc: 'Day that is kept of the date-only fields of tickets: that of UTC, or of a server at UTC-5',
	},
	patchUpperCaseOp: {
		values: [true, false],
		doc: 'Whether PATCH operations in upper case are taken',
	},
	patchPathCase: {
		values: ['strict', 'ignored'],
		doc: 'Case of PATCH paths',
	},
	wrongTicketEndpoint: {
		values: ['notFound', 'record'],
		doc: 'A project ticket read at /service/tickets/{id} and the other way round',
	},
	deleteInUse: {
		values: [409, 400],
		doc: 'Status of deleting a record that others refer to',
	},
	unsupportedVersion: {
		values: ['newest', 'refused'],
		doc: 'An unsupported version= in Accept',
	},
	clockSkewSeconds: {
		values: [0, 90, -90, 3600],
		doc: 'By how much the clock of the server is wrong, in the Date header and in what it writes',
	},
	auditOrder: {
		values: ['newestFirst', 'oldestFirst'],
		doc: 'Order of the audit trail of a record',
	},
	callbackMatch: {
		values: ['typeLevelObject', 'withUrl', 'withMember'],
		doc: 'What makes two callback entries match (ObjectExists)',
	},
	callbackVisibility: {
		values: ['all', 'member'],
		doc: 'Which callback entries a caller sees',
	},
	callbackUrls: {
		values: ['loopback', 'httpsOnly'],
		doc: 'URLs taken for callbacks: loopback http too, or public https only as on cloud',
	},
	callbackQuery: {
		values: ['recordId', 'id'],
		doc: 'How the record is named in the URL of a delivery that does not end in a parameter',
	},
	callbackLeaving: {
		values: [false, true],
		doc: 'Whether a ticket leaving a watched board or status gives one last call',
	},
	keyUrlNeedsKeys: {
		values: [false, true],
		doc: 'Whether key_url checks the keys',
	},
	keyUrlContentType: {
		values: ['text/plain', 'application/json'],
		doc: 'Content type of the signing key',
	},
	crowding: {
		values: ['borne', 'slower'],
		doc: 'Beyond 4 requests in work: answered as fast as ever, or in-flight/4 times as slowly',
	},
	connectionSetUpMs: {
		values: [0, 300],
		doc: 'By how many milliseconds the first answer on a connection is later, as over a long distance',
	},
	rateLimitBody: {
		values: ['json', 'html'],
		doc: 'Body of 429 when the rate limit is reached',
	},
	indentErrors: {
		values: [true, false],
		doc: 'Whether error bodies are indented with CRLF',
	},
	maxUrlLength: {
		values: [2048, 4096, 8192, 16384],
		doc: 'Longest request target before 414',
	},
} as const;

export type SwitchName = keyof typeof SWITCHES;

export type SwitchValue<Name extends SwitchName> = (typeof SWITCHES)[Name]['values'][number];

type SwitchValues = { -readonly [Name in SwitchName]: SwitchValue<Name> };

export class SwitchError extends Error {
	override readonly name = 'SwitchError';
}

const isSwitchName = (name: string): name is SwitchName => Object.hasOwn(SWITCHES, name);

/** Checks a name and value from outside (a flag, the control endpoint). Text is taken for any value. */
export function parseSwitch(name: string, value: unknown): [SwitchName, SwitchValue<SwitchName>] {
	if (!isSwitchName(name)) {
		throw new SwitchError(
			`Unknown switch "${name}"; there are ${Object.keys(SWITCHES).join(', ')}`,
		);
	}
	const allowed: ReadonlyArray<SwitchValue<SwitchName>> = SWITCHES[name].values;
	const found = allowed.find((candidate) => String(candidate) === String(value));
	if (found === undefined) {
		throw new SwitchError(
			`Switch "${name}" cannot be "${String(value)}"; it can be ${allowed.join(', ')}`,
		);
	}
	return [name, found];
}

export type SwitchSettings = Partial<SwitchValues>;

export class SwitchBoard {
	readonly #values = new Map<SwitchName, SwitchValue<SwitchName>>();
	readonly #initial: SwitchSettings;

	constructor(initial: SwitchSettings = {}) {
		this.#initial = initial;
		this.reset();
	}

	get<Name extends SwitchName>(name: Name): SwitchValue<Name> {
		return (this.#values.get(name) ?? SWITCHES[name].values[0]) as SwitchValue<Name>;
	}

	set<Name extends SwitchName>(name: Name, value: SwitchValue<Name>): void {
		this.#values.set(...parseSwitch(name, value));
	}

	/** Back to what the sandbox was started with. */
	reset(): void {
		this.#values.clear();
		for (const [name, value] of Object.entries(this.#initial)) {
			this.#values.set(...parseSwitch(name, value));
		}
	}

	all(): Record<string, SwitchValue<SwitchName>> {
		return Object.fromEntries(
			Object.keys(SWITCHES)
				.filter(isSwitchName)
				.map((name) => [name, this.get(name)]),
		);
	}
}
