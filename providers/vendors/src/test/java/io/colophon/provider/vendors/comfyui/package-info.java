@NullMarked
package io.colophon.provider.vendors.comfyui;

import org.jspecify.annotations.NullMarked;
