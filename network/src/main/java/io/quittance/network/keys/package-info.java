/** The keys of those who answer for something: files, and what each kind of key is for. */
package io.quittance.network.keys;
