/** Carries text messages and mail. `sent` is not `delivered`: a provider reports that later. */
export interface Messenger {
  /** Sends a text message. `deliveredAt` (RFC 3339) only when the provider already knows that it reached the telephone; a report that comes later goes to `contracts.noteDelivered`. Failures say `retryable`. */
  sendText(message: { readonly to: string; readonly text: string }): Promise<{ readonly reference: string; readonly deliveredAt?: string }>
}
