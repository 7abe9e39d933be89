import { NodeApiError, type IDataObject, type IWebhookFunctions } from 'n8n-workflow';
import { simplifyRecord } from '../../../response/items/simplify';
import type { Connection } from '../../connection';
import { lastUpdatedOf, toEventItem } from '../../event';
import type { OnlyIf } from '../onlyIf';
import type { Handling } from '../parameters';
import type { RecordType } from '../recordTypes';
import { readChanges } from '../../changes';
import { Doubt } from './doubt';
import type { Message } from './message';
import { readRecord, type Reading } from './record';
import { reasonOf, TimeOver, within } from './within';

/** Of the five seconds that ConnectWise waits. */
const TIME_MS = 3_000;

/** What a delivery is about, and how it is to be handled. */
export interface Delivery {
	readonly message: Message;
	readonly recordType: RecordType;
	readonly handling: Handling;
	/** Undefined for a deleted record, which cannot be checked. */
	readonly onlyIf: OnlyIf | undefined;
}

/**
 * The item of a delivery; undefined where the record does not meet Only If, and a doubt where that
 * could not be found out just now.
 *
 * @throws NodeApiError where ConnectWise refuses the conditions of Only If.
 */
export async function toItem(
	context: IWebhookFunctions,
	connection: Connection,
	delivery: Delivery,
): Promise<IDataObject | Doubt | undefined> {
	const { message, handling, onlyIf } = delivery;
	if (!onlyIf) return itemOf(delivery, summaryOf(message), true);
	const endsAt = Date.now() + TIME_MS;
	const reading = await read(context, connection, delivery, onlyIf);
	if (reading instanceof Doubt) return reading;
	if (reading?.kind === 'none' && onlyIf.isSet) return undefined;
	const record = reading?.kind === 'found' && !handling.isSummary ? reading.record : undefined;
	const changes = handling.shouldIncludeChanges
		? await changesOf(context, connection, delivery, reading, endsAt)
		: undefined;
	return itemOf(delivery, record ?? summaryOf(message), record !== undefined, changes);
}

function summaryOf({ entity, recordId }: Message): IDataObject {
	return { ...entity, id: recordId };
}

function itemOf(
	{ message, handling }: Delivery,
	record: IDataObject,
	complete: boolean,
	changes?: IDataObject[],
): IDataObject {
	const { action, type, recordId, memberId } = message;
	return toEventItem(handling.isSimplified ? simplifyRecord(record) : record, {
		action,
		type,
		recordId,
		memberId,
		at: lastUpdatedOf(record),
		complete,
		...(changes && { changes }),
	});
}

/** Undefined where the record was not wanted, or could not be read and need not be. */
async function read(
	context: IWebhookFunctions,
	connection: Connection,
	{ message, recordType, handling }: Delivery,
	onlyIf: OnlyIf,
): Promise<Reading | Doubt | undefined> {
	if (handling.isSummary && !onlyIf.isSet) return undefined;
	const ending = await within(TIME_MS, readRecord(connection, onlyIf, message, handling.fields));
	if (ending.isDone) return ending.value;
	const { error } = ending;
	const reason = reasonOf(error);
	if (!onlyIf.isSet) {
		context.logger.warn(
			`${recordType.name} ${message.recordId} of ConnectWise could not be read again, so the item of "${context.getNode().name}" holds the summary that was delivered: ${reason}`,
		);
		return undefined;
	}
	if (!isPassing(error)) throw error;
	return new Doubt(`whether the record meets Only If could not be checked: ${reason}`, true);
}

function isPassing(error: unknown): boolean {
	if (error instanceof TimeOver) return true;
	if (!(error instanceof NodeApiError)) return false;
	const status = Number(error.httpCode ?? 0);
	return status === 0 || status === 429 || status >= 500;
}

async function changesOf(
	context: IWebhookFunctions,
	connection: Connection,
	{ message, recordType }: Delivery,
	reading: Reading | undefined,
	endsAt: number,
): Promise<IDataObject[] | undefined> {
	const { entity = {}, recordId } = message;
	const found = reading?.kind === 'found' ? reading : undefined;
	const since = lastUpdatedOf(entity) ?? lastUpdatedOf(found?.record ?? {});
	const auditType = found?.auditType ?? recordType.sources[0].auditType;
	if (since === null) return undefined;
	const left = Math.max(0, endsAt - Date.now());
	const ending = await within(left, readChanges(connection, auditType, recordId, since));
	if (ending.isDone) return ending.value;
	context.logger.warn(
		`What changed in ${recordType.noun} ${recordId} of ConnectWise could not be read for "${context.getNode().name}": ${reasonOf(ending.error)}`,
	);
	return undefined;
}
