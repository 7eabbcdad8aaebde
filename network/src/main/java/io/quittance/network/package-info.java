/** What payer, operator and auditor share; nothing here belongs to one of them. */
package io.quittance.network;
