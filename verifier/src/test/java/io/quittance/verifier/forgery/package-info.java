/**
 * A second, slow reading of the statements, written from their specification as text: relations,
 * responses and transcripts. It can be weakened message by message, and it can lie.
 */
package io.quittance.verifier.forgery;
