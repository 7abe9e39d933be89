import type { IWebhookFunctions } from 'n8n-workflow';
import { Doubt } from '../delivery/doubt';
import { checkKeyUrl, type KeyOwner } from './keyUrl';
import type { Message } from '../delivery/message';
import { isSignatureRight } from './signature';
import { fetchKey, isTimeToAskAgain, keepKey, keptKeyOf } from './signingKey';
import { reasonOf, within } from '../delivery/within';

/** Leaves three of the five seconds that ConnectWise waits for reading the record. */
const TIME_MS = 1_500;

const DOES_NOT_FIT = 'its signature does not fit its body';

/**
 * Checks that the bytes were signed by ConnectWise for the credential's company; the doubt if not, or
 * if that could not be made sure. Never throws.
 */
export async function findDoubt(
	context: IWebhookFunctions,
	rawBody: Buffer | undefined,
	message: Message | undefined,
	owner: KeyOwner,
): Promise<Doubt | undefined> {
	const header = context.getHeaderData()['x-content-signature'];
	if (typeof header !== 'string' || header.trim() === '') {
		return new Doubt('it has no header x-content-signature');
	}
	if (!rawBody || !message) return new Doubt('its body is not one that ConnectWise sends');
	const url = checkKeyUrl(message.keyUrl, owner);
	if (url instanceof Doubt) return url;
	const ending = await within(TIME_MS, compare(context, rawBody, header, url, owner));
	if (ending.isDone) return ending.value;
	return new Doubt(`the signing key could not be fetched (${reasonOf(ending.error)})`, true);
}

async function compare(
	context: IWebhookFunctions,
	rawBody: Buffer,
	header: string,
	url: URL,
	owner: KeyOwner,
): Promise<Doubt | undefined> {
	const known = keptKeyOf(url);
	if (known !== undefined && isSignatureRight(rawBody, header, known)) return undefined;
	if (!isTimeToAskAgain(url)) return new Doubt(DOES_NOT_FIT);
	const key = await fetchKey(context, url, owner);
	if (key instanceof Doubt) return key;
	if (!isSignatureRight(rawBody, header, key)) return new Doubt(DOES_NOT_FIT);
	keepKey(url, key);
	return undefined;
}
