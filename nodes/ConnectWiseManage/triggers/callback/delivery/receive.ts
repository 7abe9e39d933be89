import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { connect } from '../../connection';
import { readOnlyIf } from '../onlyIf';
import { readHandling, readRecordType } from '../parameters';
import { Doubt } from './doubt';
import { toItem } from './eventItem';
import { readMessage, type Message } from './message';
import { findDoubt } from '../signature/verify';

const LIMITS = { timeoutMs: 3_000, retries: 2 };

const UNAUTHORIZED = 401;
/** Among the few answers after which ConnectWise delivers again; after 401 and 503 it does not. */
const TRY_AGAIN = 429;

/**
 * Takes a delivery: answers within the five seconds that ConnectWise waits, whatever happens, and
 * starts the workflow only for what was signed by ConnectWise and is wanted.
 *
 * @throws NodeApiError where ConnectWise refuses Only If, and ParameterError where its rows cannot be
 * read, so that the execution shows it.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const recordType = readRecordType(context.getNodeParameter('event', ''));
	const handling = readHandling(context);
	const rawBody = readBody(context);
	const message = rawBody && readMessage(rawBody);
	const connection = await connect(context, LIMITS);
	const doubt = handling.shouldVerify
		? await findDoubt(context, rawBody, message, connection)
		: undefined;
	if (doubt) return refuse(context, doubt);
	if (!message) return refuse(context, new Doubt('its body is not one that ConnectWise sends'));
	if (message.type !== recordType.type || !handling.actions.has(message.action)) {
		return ignore(context, message, 'it was not asked for');
	}
	const onlyIf = message.action === 'deleted' ? undefined : await readOnlyIf(context, recordType);
	const json = await toItem(context, connection, { message, recordType, handling, onlyIf });
	if (json instanceof Doubt) return refuse(context, json);
	if (!json) return ignore(context, message, 'the record does not meet Only If');
	return { workflowData: [[{ json }]] };
}

/** The bytes as they came; undefined where there are none, as after a form with files. */
function readBody(context: IWebhookFunctions): Buffer | undefined {
	const { rawBody } = context.getRequestObject();
	return Buffer.isBuffer(rawBody) && rawBody.length > 0 ? rawBody : undefined;
}

/** Without saying why to the sender, who may be anybody. */
function refuse(context: IWebhookFunctions, { reason, isPassing }: Doubt): IWebhookResponseData {
	const status = isPassing ? TRY_AGAIN : UNAUTHORIZED;
	context.logger.warn(
		`A delivery to "${context.getNode().name}" was rejected with ${status}: ${reason}`,
	);
	context
		.getResponseObject()
		.status(status)
		.send(isPassing ? 'Try again' : 'Refused');
	return { noWebhookResponse: true };
}

function ignore(
	context: IWebhookFunctions,
	{ action, type, recordId }: Message,
	reason: string,
): IWebhookResponseData {
	context.logger.debug(
		`"${context.getNode().name}" skipped the delivery that ${type} ${recordId} was ${action}: ${reason}`,
	);
	return {};
}
