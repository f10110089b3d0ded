package model

import "unsafe"

// Int8s views bytes as signed numbers, without a copy.
func Int8s(data []byte) []int8 {
	if len(data) == 0 {
		return nil
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(&data[0])), len(data))
}
