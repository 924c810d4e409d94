/** ComfyUI: graphs of nodes on a server of one's own, each graph offered as a model. */
@NullMarked
package io.colophon.provider.vendors.comfyui;

import org.jspecify.annotations.NullMarked;
