import { setInterval } from 'node:timers';
import type { AddressInfo } from 'node:net';
import { KeyRing } from './auth/members.mts';
import { AuditTrail } from './audit/trail.mts';
import { CallbackHub } from './callbacks/hub.mts';
import { Troubles } from './callbacks/troubles.mts';
import { loadCatalogue } from './catalogue/load.mts';
import type { Catalogue } from './catalogue/load.mts';
import { RouteTable } from './catalogue/routes.mts';
import type { DriftWriter, SandboxControl } from './control/control.mts';
import { createCoherentData } from './data/coherent.mts';
import { CustomFieldCatalogue } from './data/customFields.mts';
import { seededOwners } from './data/documents.mts';
import { DocumentShelf } from './documents/shelf.mts';
import { Drift } from './faults/drift.mts';
import type { DriftResult } from './faults/drift.mts';
import { FaultBook } from './faults/faults.mts';
import type { DriftStep } from './faults/faults.mts';
import { RateLimiter } from './faults/rateLimit.mts';
import type { RateLimit } from './faults/rateLimit.mts';
import { Journal } from './journal/journal.mts';
import { resolveOptions } from './options.mts';
import type { ResolvedOptions, SandboxOptions } from './options.mts';
import { GenericRecords } from './records/generic.mts';
import { PageCache } from './records/pageCache.mts';
import { StoreRegistry } from './records/registry.mts';
import type { RecordStore } from './records/store.mts';
import { createServer, installRoutes } from './server/app.mts';
import type { World } from './server/world.mts';
import { SwitchBoard } from './switches.mts';
import { ReferenceResolver } from './writes/resolve.mts';

export interface Sandbox {
	/** e.g. `http://127.0.0.1:49152`: the Site URL for clients. */
	readonly url: string;
	readonly port: number;
	/** `url` with the path of the API, without a slash at its end. */
	readonly apiRoot: string;
	readonly journal: Journal;
	readonly faults: FaultBook;
	readonly switches: SwitchBoard;
	readonly control: SandboxControl;
	/** Deliveries of callbacks. */
	readonly callbacks: CallbackHub;
	/** Records of a collection, e.g. `service/tickets` or `service/boards/1/statuses`. */
	store(path: string): RecordStore;
	/** Back to the start: records, faults, switches, journal, limits. */
	reset(): void;
	/** Ends at once, open connections included. */
	close(): Promise<void>;
}

function createWorld(options: ResolvedOptions, catalogue: Catalogue, rootUrl: string): World {
	const routes = new RouteTable(catalogue.operations);
	const generic = new GenericRecords(catalogue, options.seed, rootUrl);
	const customFields = new CustomFieldCatalogue(options.seed);
	const data = createCoherentData({ options, catalogue, rootUrl, customFields });
	const stores = new StoreRegistry(routes, data, generic);
	const resolver = new ReferenceResolver(catalogue, stores, rootUrl);
	generic.pickTarget = (schema, draw) => resolver.pick(schema, draw);
	const switches = new SwitchBoard(options.switches);
	const clock = () => Date.now() + switches.get('clockSkewSeconds') * 1_000;
	const audit = new AuditTrail({ switches, clock });
	return {
		options,
		catalogue,
		routes,
		generic,
		pages: new PageCache(),
		customFields,
		stores,
		resolver,
		rootUrl,
		switches,
		clock,
		journal: new Journal(options.journalCapacity),
		faults: new FaultBook(),
		rateLimiter: new RateLimiter(options.rateLimit),
		keys: new KeyRing(),
		documents: new DocumentShelf(() => seededOwners(stores.get('service/tickets'))),
		listeners: new Set([(change) => audit.add(change)]),
		audit,
		troubles: new Troubles(options.seed),
	};
}

class Control implements SandboxControl {
	readonly faults: FaultBook;
	readonly switches: SwitchBoard;
	readonly journal: Journal;
	readonly drift: Drift;
	readonly rateLimiter: RateLimiter;
	readonly troubles: Troubles;
	latency;
	readonly #world: World;
	readonly #writers = new Set<DriftWriter>();

	constructor(world: World) {
		this.#world = world;
		this.faults = world.faults;
		this.switches = world.switches;
		this.journal = world.journal;
		this.rateLimiter = world.rateLimiter;
		this.troubles = world.troubles;
		this.drift = new Drift(world);
		this.latency = this.#initialLatency();
	}

	setRateLimit(limit: RateLimit): void {
		this.rateLimiter.limit = limit;
	}

	startWriter(step: DriftStep, everyMs: number): DriftWriter {
		const changes: DriftResult = { inserted: [], closed: [], deleted: [] };
		const timer = setInterval(() => {
			const { inserted, closed, deleted } = this.drift.step(step);
			changes.inserted.push(...inserted);
			changes.closed.push(...closed);
			changes.deleted.push(...deleted);
		}, everyMs);
		const writer = {
			changes,
			stop: () => {
				clearInterval(timer);
				this.#writers.delete(writer);
			},
		};
		this.#writers.add(writer);
		return writer;
	}

	stopWriters(): void {
		for (const writer of [...this.#writers]) writer.stop();
	}

	reset(): void {
		this.stopWriters();
		this.#world.stores.reset();
		this.#world.documents.reset();
		this.#world.pages.clear();
		this.faults.clear();
		this.switches.reset();
		this.journal.clear();
		this.rateLimiter.reset();
		this.troubles.reset();
		this.#world.audit.reset();
		this.latency = this.#initialLatency();
	}

	#initialLatency() {
		const { latencyMs, latencyJitterMs } = this.#world.options;
		return { latencyMs, latencyJitterMs };
	}
}

/**
 * Starts a local ConnectWise on loopback.
 * @throws SandboxOptionError for options that make no sense, MissingBuildError without a build,
 * and the system's error where the port is taken
 */
export async function startSandbox(given: SandboxOptions = {}): Promise<Sandbox> {
	const options = resolveOptions(given);
	const catalogue = await loadCatalogue();
	const app = createServer();
	let world: World | undefined;
	let control: Control | undefined;
	const ready = <T,>(value: T | undefined): T => {
		if (value === undefined) throw new Error('The sandbox is still starting');
		return value;
	};
	await installRoutes(
		app,
		() => ready(world),
		() => ready(control),
	);
	await app.listen({ host: '127.0.0.1', port: options.port });
	const { port } = app.server.address() as AddressInfo;
	const url = `http://127.0.0.1:${port}`;
	const made = (world = createWorld(options, catalogue, url));
	const running = (control = new Control(made));
	const callbacks = new CallbackHub(made);
	return {
		url,
		port,
		apiRoot: `${url}/v4_6_release/apis/3.0`,
		journal: made.journal,
		faults: made.faults,
		switches: made.switches,
		control: running,
		callbacks,
		store: (path) => made.stores.get(path),
		reset: () => {
			running.reset();
			callbacks.reset();
		},
		close: async () => {
			running.stopWriters();
			callbacks.close();
			await app.close();
		},
	};
}
