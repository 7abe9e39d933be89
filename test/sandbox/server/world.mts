import type { IncomingHttpHeaders } from 'node:http';
import type { AuditTrail } from '../audit/trail.mts';
import type { Caller, KeyRing } from '../auth/members.mts';
import type { Troubles } from '../callbacks/troubles.mts';
import type { Catalogue, OperationTemplate } from '../catalogue/load.mts';
import type { RouteMatch, RouteTable } from '../catalogue/routes.mts';
import type { DocumentShelf } from '../documents/shelf.mts';
import type { UploadedForm } from '../documents/form.mts';
import type { FaultBook } from '../faults/faults.mts';
import type { RateLimiter } from '../faults/rateLimit.mts';
import type { Journal } from '../journal/journal.mts';
import type { ResolvedOptions } from '../options.mts';
import type { GenericRecords } from '../records/generic.mts';
import type { PageCache } from '../records/pageCache.mts';
import type { ChangeListener, StoreRegistry } from '../records/registry.mts';
import type { CustomFieldCatalogue } from '../data/customFields.mts';
import type { SwitchBoard } from '../switches.mts';
import type { ReferenceResolver } from '../writes/resolve.mts';
import type { Reply } from './reply.mts';

/** Everything that a running sandbox holds. */
export interface World {
	readonly options: ResolvedOptions;
	readonly catalogue: Catalogue;
	readonly routes: RouteTable;
	readonly switches: SwitchBoard;
	readonly journal: Journal;
	readonly faults: FaultBook;
	readonly rateLimiter: RateLimiter;
	readonly keys: KeyRing;
	readonly stores: StoreRegistry;
	readonly generic: GenericRecords;
	readonly pages: PageCache;
	readonly resolver: ReferenceResolver;
	readonly customFields: CustomFieldCatalogue;
	readonly documents: DocumentShelf;
	/** Told of every record that a request or a drift step adds, changes or deletes. */
	readonly listeners: Set<ChangeListener>;
	readonly audit: AuditTrail;
	readonly troubles: Troubles;
	/** Milliseconds by the server's clock, which the switch `clockSkewSeconds` sets wrong. */
	readonly clock: () => number;
	/** e.g. `http://127.0.0.1:49152` */
	readonly rootUrl: string;
}

/** One authenticated request for an operation of the catalogue. */
export interface ApiRequest {
	readonly world: World;
	readonly operation: OperationTemplate;
	readonly match: RouteMatch;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	readonly rawBody: string;
	readonly form?: UploadedForm;
	readonly caller: Caller;
}

export type Handler = (request: ApiRequest) => Reply | Promise<Reply>;
